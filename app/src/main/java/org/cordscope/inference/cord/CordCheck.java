package org.cordscope.inference.cord;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.cordscope.imaging.AxialView;
import org.cordscope.imaging.pressing.CordMask;
import org.cordscope.inference.Opinion;
import org.cordscope.inference.SliceToRead;
import org.cordscope.inference.pressing.HealthyScan;
import org.cordscope.inference.pressing.PressTable;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.cord.CordRecipe.Picture;
import org.cordscope.study.Progress;
import org.cordscope.study.SliceImage;

/** Holds what is found in real slices against cord masks drawn by hand. */
public final class CordCheck {
    private static final Picture CROP = CordRecipe.CROP;

    private CordCheck() {}

    /**
     * One slice.
     *
     * @param errorMm from the middle of the cord that was drawn to that of the cord that was found; infinite where none was
     * @param finderMm to where the finder alone believes the canal
     * @param dice overlap of the cord that was found with the one drawn, 0..1
     */
    public record Found(
            PressTable.Row scan,
            int slice,
            double errorMm,
            double finderMm,
            double dice,
            Opinion opinion,
            CordJudges.Look look) {}

    /** Takes slices as they come, each with what was read of it. */
    @FunctionalInterface
    public interface Sink {
        void accept(Found found, SliceToRead read) throws IOException;
    }

    /** Looks at every slice of every scan with its neighbours. */
    public static void run(PressTable table, CordJudges judges, Sink sink, Progress progress) throws IOException {
        progress.begin("looking for cords", table.rows().size());
        for (PressTable.Row row : table.rows()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("the check was interrupted");
            }
            List<HealthyScan.Slice> slices = new HealthyScan(row).slices();
            List<SliceToRead> toRead = new ArrayList<>();
            for (int i = 0; i < slices.size(); i++) {
                SliceImage below = slices.get(Math.max(0, i - 1)).image();
                SliceImage above =
                        slices.get(Math.min(slices.size() - 1, i + 1)).image();
                toRead.add(new SliceToRead(
                        above, slices.get(i).image(), below, slices.get(i).plane(), Map.of()));
            }
            List<CordJudges.Look> looks = judges.look(toRead);
            for (int i = 0; i < looks.size(); i++) {
                sink.accept(
                        found(row, i + 1, slices.get(i), judges.opinion(looks.get(i)), looks.get(i)), toRead.get(i));
            }
            progress.advance(1);
        }
    }

    private static Found found(
            PressTable.Row row, int number, HealthyScan.Slice slice, Opinion opinion, CordJudges.Look look) {
        SliceImage image = slice.image();
        float[] drawn = new float[image.pixels().length];
        double sum = 0;
        double x = 0;
        double y = 0;
        CordMask mask = slice.mask();
        for (int i = 0; i < drawn.length; i++) {
            if (mask.cord()[i]) {
                drawn[i] = 1;
                int r = i / image.columns();
                sum++;
                x += i % image.columns();
                y += r;
            }
        }
        AxialView view = new AxialView(
                new SliceImage(image.key(), image.rows(), image.columns(), image.spacing(), drawn), slice.plane());
        double[] middle = view.seen(
                (x / sum - (image.columns() - 1) / 2.0) * image.spacing().columnMm(),
                (y / sum - (image.rows() - 1) / 2.0) * image.spacing().rowMm());
        float[] crop = view.values(CROP.pixels(), CROP.pixelMm(), look.xMm(), look.yMm());
        float[] cord = look.mean().cord();
        double both = 0;
        double all = 0;
        for (int i = 0; i < crop.length; i++) {
            boolean is = crop[i] >= 0.5f;
            boolean said = cord[i] >= 0.5f;
            both += is && said ? 1 : 0;
            all += (is ? 1 : 0) + (said ? 1 : 0);
        }
        double finder =
                Math.hypot(look.sighting().xMm() - middle[0], look.sighting().yMm() - middle[1]);
        double error = look.cordMiddle()
                .map(found -> Math.hypot(found.xMm() - middle[0], found.yMm() - middle[1]))
                .orElse(Double.POSITIVE_INFINITY);
        return new Found(row, number, error, finder, all == 0 ? 0 : 2 * both / all, opinion, look);
    }
}
