package org.cordscope.learning;

import java.io.IOException;
import java.util.List;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.study.Compression;
import org.cordscope.study.SourceFile;
import org.jspecify.annotations.Nullable;

/** The slices of a cohort as the network sees them. Keeps preprocessed slices in memory as long as they fit a budget. */
public final class CohortImages implements LabelledSlices {
    private static final int SHARE_OF_HEAP = 4;

    private final List<CohortSlice> slices;
    private final Preprocessing preprocessing;
    private final Channels channels;
    private final float[] @Nullable [] kept;
    private final int keepAtMost;

    /** The slices for the network of a recipe. */
    public CohortImages(List<CohortSlice> slices, Recipe recipe) {
        this.slices = List.copyOf(slices);
        this.preprocessing = recipe.preprocessing();
        this.channels = recipe.network().channels();
        this.kept = new float[slices.size()][];
        long bytes = 4L * channels.planes() * preprocessing.size() * preprocessing.size();
        this.keepAtMost = (int) Math.min(slices.size(), Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / bytes);
    }

    @Override
    public int size() {
        return slices.size();
    }

    @Override
    public boolean compressed(int index) {
        return slices.get(index).label() == Compression.COMPRESSED;
    }

    @Override
    public float[] grey(int index) throws IOException {
        float[] known = kept[index];
        if (known != null) {
            return known.clone();
        }
        float[] grey = read(slices.get(index));
        if (index < keepAtMost) {
            kept[index] = grey.clone();
        }
        return grey;
    }

    private float[] read(CohortSlice slice) throws IOException {
        float[] own =
                read(new CohortSlice.StoredFrame(slice.image(), slice.key().frame()));
        return channels == Channels.GREY_REPEATED ? own : channels.image(read(slice.below()), own, read(slice.above()));
    }

    private float[] read(CohortSlice.StoredFrame frame) throws IOException {
        return preprocessing.apply(
                DicomPixels.read(DicomReader.readInstanceHeader(SourceFile.of(frame.image())), frame.frame()));
    }
}
