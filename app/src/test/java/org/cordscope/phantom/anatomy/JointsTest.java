package org.cordscope.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.cordscope.phantom.anatomy.Scenario.Joints;
import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Test;

final class JointsTest {

    private static CanalSection at(Joints joints) {
        Scenario scenario = new Scenario(1, 1, 0, 0, 0, 0, 3, 0, false, joints, 1, 0);
        Neck neck = Neck.draw(SeededDraw.of(4), Subject.drawFromPopulation(SeededDraw.of(5)), scenario);
        double z = neck.length() * (Level.C5.zMm() + Level.C6.zMm()) / 2;
        return CanalCut.of(neck, Pose.STRAIGHT, new Vector3(0, 0, z), new Vector3(0, 0, 1))
                .section();
    }

    private static double left(Outline outline) {
        return Arrays.stream(outline.x()).max().orElseThrow();
    }

    @Test
    void a_joint_presses_the_cord_in_from_its_side_and_leaves_the_other() {
        CanalSection free = at(Joints.NONE);
        CanalSection pressed = at(new Joints(2, 0));
        double moved = left(free.cord()) - left(pressed.cord());
        assertEquals(2, moved, 0.5);
        double right = Arrays.stream(free.cord().x()).min().orElseThrow()
                - Arrays.stream(pressed.cord().x()).min().orElseThrow();
        assertEquals(0, right, 0.6);
        assertTrue(Truth.of(pressed).indentation() > Truth.THRESHOLD, "a cord pressed by 2 mm is compressed");
        assertTrue(left(pressed.sac()) > left(pressed.cord()));
    }
}
