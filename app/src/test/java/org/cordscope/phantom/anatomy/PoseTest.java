package org.cordscope.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Test;

final class PoseTest {

    @Test
    void every_point_of_the_neck_is_found_again_in_the_scanner() {
        double[] found = new double[3];
        for (int i = 0; i < 200; i++) {
            SeededDraw draw = SeededDraw.of(4).named("pose", i);
            Pose pose = Pose.draw(draw);
            double x = draw.between(-90, 90);
            double y = draw.between(-80, 80);
            double z = draw.between(-150, 40);
            Vector3 p = pose.scannerOf(x, y, z);
            pose.neckOf(p.x(), p.y(), p.z(), found);
            assertEquals(x, found[0], 1e-9);
            assertEquals(y, found[1], 1e-9);
            assertEquals(z, found[2], 1e-9);
        }
    }

    @Test
    void lordosis_carries_the_middle_of_the_neck_forwards_and_changes_direction_by_its_angle() {
        Pose pose = new Pose(0, 0, Math.toRadians(20), 0, 0, 0, new Vector3(0, 0, 0));
        double ends = (pose.scannerOf(0, 0, 0).y() + pose.scannerOf(0, 0, -107).y()) / 2;
        assertTrue(pose.scannerOf(0, 0, -53.5).y() < ends - 4);
        double cosine = pose.axisAt(0).dot(pose.axisAt(-107));
        assertEquals(20, Math.toDegrees(Math.acos(cosine)), 1e-3);
    }

    @Test
    void a_slice_at_right_angles_to_a_straight_neck_shows_the_cross_section_itself() {
        Subject subject = Subject.draw(SeededDraw.of(6));
        Neck neck = Neck.draw(SeededDraw.of(6), subject);
        CanalCut cut = CanalCut.of(neck, Pose.STRAIGHT, new Vector3(50, 20, -61), new Vector3(0, 0, 1));
        CanalSection section = neck.canalAt(-61);
        assertEquals(-61, cut.section().zMm(), 1e-6);
        for (int i = 0; i < section.cord().size(); i++) {
            assertEquals(section.cord().x()[i], cut.section().cord().x()[i], 1e-6);
            assertEquals(section.cord().y()[i], cut.section().cord().y()[i], 1e-6);
        }
    }

    @Test
    void an_inclined_slice_stretches_the_cord_from_front_to_back() {
        Subject subject = new Subject(29, Subject.Sex.M, 75, 172, 18, "S01", "Europe", -4);
        Neck neck = Neck.draw(SeededDraw.of(6), subject);
        double angle = Math.toRadians(25);
        Vector3 normal = new Vector3(0, Math.sin(angle), Math.cos(angle));
        CordMeasures straight = CordMeasures.of(neck.canalAt(-36.5).cord());
        CordMeasures inclined = CordMeasures.of(CanalCut.of(neck, Pose.STRAIGHT, new Vector3(0, 0, -36.5), normal)
                .section()
                .cord());
        assertEquals(straight.apMm() / Math.cos(angle), inclined.apMm(), 0.03 * straight.apMm());
        assertEquals(straight.rlMm(), inclined.rlMm(), 0.03 * straight.rlMm());
    }
}
