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
    private final float[] @Nullable [] kept;
    private final int keepAtMost;

    public CohortImages(List<CohortSlice> slices, Preprocessing preprocessing) {
        this.slices = List.copyOf(slices);
        this.preprocessing = preprocessing;
        this.kept = new float[slices.size()][];
        long bytes = 4L * preprocessing.size() * preprocessing.size();
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
        CohortSlice slice = slices.get(index);
        SourceFile source = SourceFile.of(slice.image());
        float[] grey = preprocessing.apply(DicomPixels.read(
                DicomReader.readInstanceHeader(source), slice.key().frame()));
        if (index < keepAtMost) {
            kept[index] = grey.clone();
        }
        return grey;
    }
}
