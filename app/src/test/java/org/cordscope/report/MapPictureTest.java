package org.cordscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SliceKey;
import org.cordscope.study.Spacing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MapPictureTest {
    private static final Preprocessing SEEN = new Preprocessing(64, 0, 0, 100);

    /** Black on the left, white on the right. */
    private static SliceImage slice() {
        float[] pixels = new float[64 * 64];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 64 < 32 ? 0 : 1;
        }
        return new SliceImage(new SliceKey("1", 1), 64, 64, new Spacing(1, 1), pixels);
    }

    private static BufferedImage picture(@Nullable ActivationMap map, boolean smooth) throws IOException {
        byte[] png = MapPicture.png(slice(), SEEN, map, smooth);
        return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
    }

    /** Strongest below the middle, nothing above. */
    private static ActivationMap lower(float sign) {
        float[] values = new float[64 * 64];
        Arrays.fill(values, values.length / 2, values.length, sign);
        return new ActivationMap(64, 64, values);
    }

    @Test
    void none_is_blue_and_most_is_red_whatever_the_sign() throws IOException {
        for (float sign : new float[] {1, -1}) {
            for (boolean smooth : new boolean[] {false, true}) {
                BufferedImage picture = picture(lower(sign), smooth);
                int above = picture.getRGB(40, 40);
                int below = picture.getRGB(40, 220);
                assertTrue(blue(above) > 90 && red(above) == 0, Integer.toHexString(above));
                assertTrue(red(below) > 90 && blue(below) == 0, Integer.toHexString(below));
                assertTrue(red(picture.getRGB(200, 40)) > 120, "the slice shines through");
            }
        }
    }

    @Test
    void a_slice_without_a_map_is_grey() throws IOException {
        BufferedImage picture = picture(null, false);
        assertEquals(0xff000000, picture.getRGB(40, 40));
        assertEquals(0xffffffff, picture.getRGB(220, 40));
    }

    private static int red(int rgb) {
        return rgb >> 16 & 0xff;
    }

    private static int blue(int rgb) {
        return rgb & 0xff;
    }
}
