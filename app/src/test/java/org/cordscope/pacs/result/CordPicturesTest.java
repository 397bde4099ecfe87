package org.cordscope.pacs.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.CordContours;
import org.cordscope.inference.CordFindings;
import org.cordscope.inference.Judgement;
import org.cordscope.study.WholeFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CordPicturesTest {
    @TempDir
    Path folder;

    @Test
    void a_judged_slice_has_the_contours_where_they_were_found() throws IOException {
        BufferedImage picture = draw("");
        // a pixel of the crop is two of the picture
        assertTrue(redBeforeBlue(picture, 100, 81) > 60, "the cord's contour is yellow");
        assertTrue(redBeforeBlue(picture, 141, 100) < -60, "the canal's is blue");
        assertEquals(0, redBeforeBlue(picture, 100, 90), "grey elsewhere");
    }

    @Test
    void a_slice_that_is_not_judged_is_shown_whole_and_without_contours() throws IOException {
        BufferedImage picture = draw("unlike a neck");
        assertEquals(0, redBeforeBlue(picture, 100, 81));
        assertEquals(0, redBeforeBlue(picture, 141, 100));
        assertEquals(0, picture.getRGB(5, 5) & 0xffffff, "224 mm are wider than the slice");
    }

    private static int redBeforeBlue(BufferedImage picture, int x, int y) {
        int rgb = picture.getRGB(x, y);
        return (rgb >> 16 & 0xff) - (rgb & 0xff);
    }

    private BufferedImage draw(String reason) throws IOException {
        ScanSource source = SampleScan.write(folder, 0.8);
        CodedSlice slice = source.scan().slices().get(0);
        CordContours contours = new CordContours("M40.0 40.0L60.0 40.0", "M70.0 40.0L70.0 60.0");
        CordFindings found = new CordFindings(3, -2, 2, 0.8, Double.NaN, 0.9, 0.1, 0.2, null, null, contours);
        CodedSlice seen = new CodedSlice(
                slice.key(),
                slice.index(),
                slice.positionMm(),
                slice.probability(),
                reason.isEmpty(),
                new Judgement(null, null, null, reason),
                found);
        CordPictures pictures = new CordPictures();
        BufferedImage picture = pictures.draw(source.images().get(0), seen);
        WholeFile.deleteFolder(folder); // a file of many frames would be read as often as it has slices
        BufferedImage again = pictures.draw(source.images().get(0), seen);
        assertEquals(picture.getRGB(100, 81), again.getRGB(100, 81));
        return picture;
    }
}
