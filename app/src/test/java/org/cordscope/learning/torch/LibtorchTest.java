package org.cordscope.learning.torch;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
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

    /** Else it says on stderr at each convolution that it cannot. */
    @Test
    void nnpack_is_off_where_it_cannot_work() {
        Libtorch.load();
        try (Context context = torch.globalContext()) {
            assertEquals(!Libtorch.cachesUnknown(), context.userEnabledNNPACK());
        }
    }

    private static String refusal(String device, boolean cuda) {
        return String.valueOf(assertThrows(UserFacingException.class, () -> Libtorch.refuse(device, cuda))
                .getMessage());
    }
}
