package org.cordscope.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Map;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Channels;
import org.cordscope.learning.NetworkInput;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.Spacing;
import org.junit.jupiter.api.Test;

final class SliceToReadTest {
    private static final Preprocessing SEEN = new Preprocessing(32, 0, 0, 100);
    private final SliceToRead slice = new SliceToRead(picture(0), picture(1), picture(2), null, Map.of());

    @Test
    void a_network_of_neighbours_sees_the_slice_below_first_and_that_above_last() {
        float[] seen = slice.seenBy(new NetworkInput(SEEN, Channels.NEIGHBOURS));
        int area = 32 * 32;
        assertArrayEquals(SEEN.apply(picture(2)), Arrays.copyOfRange(seen, 0, area));
        assertArrayEquals(SEEN.apply(picture(1)), Arrays.copyOfRange(seen, area, 2 * area));
        assertArrayEquals(SEEN.apply(picture(0)), Arrays.copyOfRange(seen, 2 * area, 3 * area));
    }

    @Test
    void any_other_sees_the_slice_itself() {
        assertArrayEquals(SEEN.apply(picture(1)), slice.seenBy(new NetworkInput(SEEN, Channels.GREY_REPEATED)));
    }

    /** One bright pixel, at another place for each number. */
    private static SliceImage picture(int number) {
        float[] pixels = new float[64];
        pixels[20 + 5 * number] = 1;
        return new SliceImage(new SliceKey("1.2." + number, 1), 8, 8, new Spacing(1, 1), pixels);
    }
}
