package org.cordscope.dicom.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordscope.dicom.codec.frame.CodecException;
import org.cordscope.dicom.codec.frame.DecodedFrame;
import org.cordscope.dicom.codec.frame.FrameDecoder;
import org.cordscope.dicom.codec.frame.PixelFormat;

/** JPEG 2000 Part 1 (ITU-T T.800), reversible and irreversible, up to 16 bits. */
public final class Jpeg2000Decoder implements FrameDecoder {

    @Override
    public DecodedFrame decode(byte[] frame, PixelFormat format) throws CodecException {
        Codestream codestream = new Codestream(frame);
        ImageSize size = codestream.size();
        Region image = size.image();
        format.requireAgreement("JPEG 2000", image.height(), image.width(), size.components(), size.precision());
        if (size.precision() > 16) {
            throw new CodecException(
                    "JPEG 2000 of " + size.precision() + " bits per sample is not supported, only to 16");
        }
        Map<Integer, Codestream.Tile> tiles = codestream.readTiles();
        int[] samples = new int[format.samples()];
        boolean transformed = false;
        for (Map.Entry<Integer, Codestream.Tile> entry : tiles.entrySet()) {
            Region region = size.tile(entry.getKey());
            TileParameters parameters = entry.getValue().parameters();
            List<float[]> planes = decode(size, region, entry.getValue());
            if (parameters.componentTransform()) {
                transformed = true;
                undoComponentTransform(planes, parameters.coding(0).reversible());
            }
            store(planes, region, size, samples);
        }
        format.toStoredValues(samples, size.precision());
        String declared = format.photometricInterpretation();
        return new DecodedFrame(transformed ? "RGB" : declared.replace("_422", ""), samples);
    }

    private static List<float[]> decode(ImageSize size, Region region, Codestream.Tile tile) throws CodecException {
        List<TileComponent> components = new ArrayList<>();
        for (int c = 0; c < size.components(); c++) {
            TileParameters parameters = tile.parameters();
            components.add(
                    new TileComponent(region, parameters.coding(c), parameters.quantization(c), size.precision()));
        }
        new PacketReader(tile.packets().toByteArray(), components).read(tile.parameters());
        List<float[]> planes = new ArrayList<>();
        for (TileComponent component : components) {
            planes.add(component.reconstruct());
        }
        return planes;
    }

    /** Annex G.2 and G.3: back to red, green and blue. */
    private static void undoComponentTransform(List<float[]> planes, boolean reversible) {
        float[] first = planes.get(0);
        float[] second = planes.get(1);
        float[] third = planes.get(2);
        for (int i = 0; i < first.length; i++) {
            float y = first[i];
            float cb = second[i];
            float cr = third[i];
            if (reversible) {
                float green = y - (((int) cb + (int) cr) >> 2);
                first[i] = cr + green;
                second[i] = green;
                third[i] = cb + green;
            } else {
                first[i] = y + 1.402f * cr;
                second[i] = y - 0.344136f * cb - 0.714136f * cr;
                third[i] = y + 1.772f * cb;
            }
        }
    }

    /** Undoes the level shift of unsigned components and clamps to the precision. */
    private static void store(List<float[]> planes, Region region, ImageSize size, int[] samples) {
        int half = 1 << (size.precision() - 1);
        int shift = size.signed() ? 0 : half;
        int min = size.signed() ? -half : 0;
        int max = min + 2 * half - 1;
        int count = planes.size();
        Region image = size.image();
        for (int c = 0; c < count; c++) {
            float[] plane = planes.get(c);
            int in = 0;
            for (int y = region.y0(); y < region.y1(); y++) {
                int out = ((y - image.y0()) * image.width() + region.x0() - image.x0()) * count + c;
                for (int x = region.x0(); x < region.x1(); x++, out += count) {
                    int value = (int) Math.floor(plane[in++] + 0.5f) + shift;
                    samples[out] = Math.max(min, Math.min(max, value));
                }
            }
        }
    }
}
