package org.cordscope.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SliceStackTest {
    private static final Vector3 LEFT = new Vector3(1, 0, 0);
    private static final Vector3 BACK = new Vector3(0, 1, 0);

    @Test
    void columns_step_along_the_row_and_rows_along_the_column() {
        SliceStack stack = stack(axial(-10, -20, 30));
        assertEquals(new Vector3(-10 + 3 * 0.5, -20 + 2 * 0.75, 30), stack.point(0, 2, 3));
    }

    @Test
    void the_step_of_even_slices_leads_from_each_to_the_next() {
        assertEquals(
                Optional.of(new Vector3(0, 0.5, -4)),
                stack(axial(0, 0, 8), axial(0, 0.5, 4), axial(0, 1, 0)).step());
    }

    @Test
    void slices_spaced_unevenly_or_turned_have_no_step() {
        assertEquals(
                Optional.empty(),
                stack(axial(0, 0, 0), axial(0, 0, 4), axial(0, 0, 8.1)).step());
        Vector3 tilted = new Vector3(0, Math.cos(0.01), Math.sin(0.01));
        SlicePlane turned = new SlicePlane(new Vector3(0, 0, 4), LEFT, tilted);
        assertEquals(Optional.empty(), stack(axial(0, 0, 0), turned).step());
    }

    @Test
    void a_single_slice_steps_by_its_thickness() {
        assertEquals(Optional.of(new Vector3(0, 0, 3)), stack(axial(5, 6, 7)).step());
    }

    @Test
    void a_stack_without_slices_or_thickness_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> stack());
        List<SlicePlane> one = List.of(axial(0, 0, 0));
        Spacing spacing = new Spacing(1, 1);
        assertThrows(IllegalArgumentException.class, () -> new SliceStack(4, 4, spacing, 0, one));
        assertThrows(IllegalArgumentException.class, () -> new SliceStack(0, 4, spacing, 1, one));
    }

    private static SliceStack stack(SlicePlane... planes) {
        return new SliceStack(40, 50, new Spacing(0.75, 0.5), 3, List.of(planes));
    }

    private static SlicePlane axial(double x, double y, double z) {
        return new SlicePlane(new Vector3(x, y, z), LEFT, BACK);
    }
}
