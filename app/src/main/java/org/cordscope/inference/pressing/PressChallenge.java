package org.cordscope.inference.pressing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.cordscope.imaging.pressing.CordPress;
import org.cordscope.imaging.pressing.PressedSlice;
import org.cordscope.imaging.pressing.Pressing;
import org.cordscope.imaging.pressing.Side;
import org.cordscope.inference.Judges;
import org.cordscope.inference.Opinion;
import org.cordscope.inference.SliceToRead;
import org.cordscope.learning.NetworkInput;
import org.cordscope.study.Progress;
import org.cordscope.study.SliceImage;

/**
 * Presses every slice of healthy scans in every way and asks a model about each. Slices that nothing was done to, and slices
 * whose fluid was pushed away and whose cord was left alone, must stay negative.
 */
public final class PressChallenge {
    /** Slices farther apart are no neighbours, mm. */
    private static final double APART_MM = 12;

    private final List<Pressing> pressings;
    private final double extentMm;

    /**
     * @param extentMm along the cord, the distance at which the pressure has fallen to 61 % (one standard deviation of a normal
     *     curve), mm: neighbouring slices are pressed by so much less; 0 shows each slice alone
     */
    public PressChallenge(List<Pressing> pressings, double extentMm) {
        this.pressings = List.copyOf(pressings);
        this.extentMm = extentMm;
        if (!(extentMm >= 0)) {
            throw new IllegalArgumentException("the extent along the cord is not negative: " + extentMm);
        }
        if (pressings.isEmpty()) {
            throw new IllegalArgumentException("at least one pressing is needed");
        }
    }

    /** Nothing; the fluid of each side; and the cord from each side by the given millimetres, half of that all round. */
    public static List<Pressing> usual(List<Double> indentationsMm) {
        List<Pressing> pressings = new ArrayList<>(List.of(Pressing.NONE));
        for (Side side : Side.values()) {
            pressings.add(Pressing.effaced(side));
            for (double mm : indentationsMm) {
                pressings.add(Pressing.indented(side, side == Side.ALL_ROUND ? Math.max(1, mm / 2) : mm));
            }
        }
        return pressings.stream().distinct().toList();
    }

    /** Takes scores as they come. */
    @FunctionalInterface
    public interface Sink {
        void accept(PressedScore score) throws IOException;
    }

    /**
     * Scores every slice of every scan after every pressing, in that order.
     *
     * @throws org.cordscope.study.UserFacingException where an image or a mask cannot be used
     * @throws CancellationException where the thread is interrupted
     */
    public void run(PressTable table, Judges judges, Sink sink, Progress progress) throws IOException {
        progress.begin("pressing scans", table.rows().size());
        for (PressTable.Row row : table.rows()) {
            List<HealthyScan.Slice> slices = new HealthyScan(row).slices();
            for (int i = 0; i < slices.size(); i++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("the challenge was interrupted");
                }
                score(row, slices, i, judges, sink);
            }
            progress.advance(1);
        }
    }

    private void score(PressTable.Row row, List<HealthyScan.Slice> slices, int at, Judges judges, Sink sink)
            throws IOException {
        List<PressedSlice> pressed = new ArrayList<>();
        List<SliceToRead> toRead = new ArrayList<>();
        for (Pressing pressing : pressings) {
            PressedSlice after = press(slices.get(at), pressing);
            SliceToRead alone = new SliceToRead(
                    beside(slices, at, 1, pressing, after),
                    after.slice(),
                    beside(slices, at, -1, pressing, after),
                    slices.get(at).plane(),
                    Map.of());
            Map<NetworkInput, float[]> images = new HashMap<>();
            for (NetworkInput input : judges.inputs()) {
                images.put(input, alone.seenBy(input));
            }
            pressed.add(after);
            toRead.add(new SliceToRead(alone.above(), alone.slice(), alone.below(), alone.plane(), images));
        }
        List<Opinion> opinions = judges.read(toRead);
        for (int i = 0; i < opinions.size(); i++) {
            sink.accept(new PressedScore(row, at + 1, pressings.get(i), pressed.get(i), opinions.get(i)));
        }
    }

    private SliceImage beside(List<HealthyScan.Slice> slices, int at, int step, Pressing pressing, PressedSlice own) {
        int other = at + step;
        if (extentMm == 0 || other < 0 || other >= slices.size()) {
            return own.slice();
        }
        double mm = HealthyScan.heightMm(slices.get(other)) - HealthyScan.heightMm(slices.get(at));
        return Math.abs(mm) > APART_MM
                ? own.slice()
                : press(slices.get(other), pressing.lessened(Math.exp(-mm * mm / (2 * extentMm * extentMm))))
                        .slice();
    }

    private static PressedSlice press(HealthyScan.Slice slice, Pressing pressing) {
        return CordPress.press(slice.image(), slice.mask(), pressing);
    }
}
