package org.cordscope.phantom.export;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.dicom.DataSet;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Subject;
import org.cordscope.phantom.rendering.Examination;
import org.cordscope.phantom.rendering.Stack;

/** Series of the phantom with whole headers and black pictures, which need no rendering. */
final class BlackImages {
    private static final int MATRIX = 32;

    private BlackImages() {}

    /** The first examination whose axial slices lie in so many directions. */
    static Examination examination(int directions) {
        return IntStream.range(0, 200)
                .mapToObj(i -> SeededDraw.of(1).named("patient", i))
                .map(draw -> Examination.draw(draw, Subject.draw(draw.named("subject", 0)), MATRIX))
                .filter(e -> e.axial().cuts().stream()
                                .map(Stack.Cut::normal)
                                .distinct()
                                .count()
                        == directions)
                .findFirst()
                .orElseThrow();
    }

    /** The axial T2w series, from the head down. */
    static List<DataSet> axial(Examination examination) {
        return images(examination, SeriesKind.AXIAL_T2W, List.of(examination.axial()));
    }

    /** Three slices in each of three planes. */
    static List<DataSet> localizer(Examination examination) {
        Stack axial = examination.axial();
        return images(
                examination,
                SeriesKind.LOCALIZER,
                List.of(
                        examination.sagittal(MATRIX, 280, 3, 8, 15),
                        examination.coronal(MATRIX, 280, 3, 8, 15),
                        axial.thinned((axial.count() + 2) / 3)));
    }

    private static List<DataSet> images(Examination examination, SeriesKind kind, List<Stack> stacks) {
        Identity identity = Identity.draw(SeededDraw.of(1), examination.subject());
        MrHeader header = new MrHeader(examination, new StudyProtocols(examination), identity, new PhantomUids(1, 0));
        List<DataSet> images = new ArrayList<>();
        for (Stack stack : stacks) {
            for (int i = 0; i < stack.count(); i++) {
                int number = images.size();
                DataSet image = header.image(
                        kind, number, number, stack.plane(i), stack.spacing(), stack.thicknessMm(), stack.stepMm());
                StoredPixels.setTwelveBit(image, new float[MATRIX * MATRIX], MATRIX, MATRIX);
                images.add(image);
            }
        }
        return images;
    }
}
