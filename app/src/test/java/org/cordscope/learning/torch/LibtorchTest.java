package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;

class LibtorchTest {

    @Test
    void takes_whatever_device_is_there_unless_one_is_named() {
        assertDoesNotThrow(() -> {
            Libtorch.refuse(null, false);
            Libtorch.refuse("auto", true);
            Libtorch.refuse("CPU", false);
            Libtorch.refuse("cuda", true);
        });
    }

    @Test
    void refuses_a_device_that_is_not_there_or_unknown() {
        assertTrue(refusal("cuda", false).contains("no CUDA device"));
        assertTrue(refusal("tpu", true).contains("\"tpu\""));
    }

    private static String refusal(String device, boolean cuda) {
        return String.valueOf(assertThrows(UserFacingException.class, () -> Libtorch.refuse(device, cuda))
                .getMessage());
    }
}
