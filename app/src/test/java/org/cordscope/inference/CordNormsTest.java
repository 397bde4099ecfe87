package org.cordscope.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CordNormsTest {
    @Test
    void a_cord_is_held_against_people_of_the_patients_sex() {
        double woman = Objects.requireNonNull(CordNorms.of("F").area().z(60.0));
        double man = Objects.requireNonNull(CordNorms.of("M").area().z(60.0));
        double unknown = Objects.requireNonNull(CordNorms.of("").area().z(60.0));
        assertEquals((60 - 68.56) / 9.46, woman, 1e-12);
        assertTrue(man < unknown && unknown < woman, man + ", " + unknown + ", " + woman);
    }

    @Test
    void another_or_no_sex_takes_both() {
        assertEquals("both", CordNorms.of("O").people());
        assertEquals("both", CordNorms.of("").people());
        assertEquals("F", CordNorms.of(" f").people());
    }

    @Test
    void what_was_not_measured_has_no_score() {
        assertNull(CordNorms.of("M").canalAp().z(null));
    }
}
