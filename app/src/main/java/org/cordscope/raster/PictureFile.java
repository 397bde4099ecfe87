package org.cordscope.raster;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.cordscope.study.FramePixels;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UnusableFileException;

/**
 * Decodes PNG and JPEG to grey values: grey as it is stored (8 or 16 bits), colour as luminance (ITU-R BT.601) to the nearest
 * grey value, alpha ignored.
 */
final class PictureFile {
    private PictureFile() {}

    static boolean claims(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
    }

    static FramePixels frames(SourceFile source) throws IOException {
        PictureSize size = PictureSize.read(source);
        double[] pixels = grey(decode(source, size));
        return frame -> {
            if (frame != 1) {
                throw new IllegalArgumentException("a picture has one frame, not " + frame);
            }
            return pixels.clone();
        };
    }

    /** The JDK's decoders throw what they like at damaged files; none of it may end an import. */
    private static BufferedImage decode(SourceFile source, PictureSize size) throws IOException {
        List<String> damages = new ArrayList<>();
        ImageReader reader = ImageIO.getImageReadersByFormatName(size.format()).next();
        try (FileImageInputStream in = new FileImageInputStream(source.file().toFile())) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener((from, warning) -> damages.add(warning));
            BufferedImage image = reader.read(0);
            if (damages.stream().anyMatch(PictureFile::isDamage)) {
                throw new UnusableFileException(source, "a JPEG that is cut short or damaged");
            }
            if (image.getWidth() == size.columns() && image.getHeight() == size.rows()) {
                return image;
            }
        } catch (UnusableFileException e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            throw new UnusableFileException(source, "its pixels cannot be decoded");
        } finally {
            reader.dispose();
        }
        throw new UnusableFileException(source, "it holds another size than it claims");
    }

    /** A warning of the decoder of JPEG, which goes on with grey where pixels are lost; superfluous bytes are no loss. */
    private static boolean isDamage(String warning) {
        return warning.startsWith("Truncated File")
                || (warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous"));
    }

    private static double[] grey(BufferedImage image) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        double[] grey = new double[width * image.getHeight()];
        for (int i = 0; i < grey.length; i++) {
            int x = i % width;
            int y = i / width;
            if (image.getColorModel() instanceof IndexColorModel palette) {
                int rgb = palette.getRGB(raster.getSample(x, y, 0));
                grey[i] = luminance(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
            } else if (raster.getNumBands() < 3) {
                grey[i] = raster.getSample(x, y, 0);
            } else {
                grey[i] = luminance(raster.getSample(x, y, 0), raster.getSample(x, y, 1), raster.getSample(x, y, 2));
            }
        }
        return grey;
    }

    private static double luminance(int red, int green, int blue) {
        return Math.rint(0.299 * red + 0.587 * green + 0.114 * blue);
    }
}
