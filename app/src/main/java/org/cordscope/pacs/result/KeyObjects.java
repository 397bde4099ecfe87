package org.cordscope.pacs.result;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.dicom.DataSet;
import org.cordscope.pacs.result.ResultHeader.Kind;

/** Key Object Selection after TID 2010: the slices that count as compressed. */
final class KeyObjects {
    private KeyObjects() {}

    /** @throws IllegalArgumentException where no slice does: a selection of nothing is none */
    static DataSet build(ResultHeader header) {
        ScanSource source = header.source();
        List<Integer> slices = source.positive();
        if (slices.isEmpty()) {
            throw new IllegalArgumentException("a selection needs a slice");
        }
        List<DataSet> content = new ArrayList<>(MeasurementReport.observer(header.algorithm()));
        content.add(ContentItem.text(
                ContentItem.CONTAINS,
                Concepts.KEY_OBJECT_DESCRIPTION,
                "Slices on which " + Algorithm.NAME + " " + header.algorithm().version()
                        + " finds spinal cord compression. " + ResultHeader.NOT_FOR_DIAGNOSIS + "."));
        slices.forEach(i -> content.add(ContentItem.image(source.reference(i))));
        return ContentItem.root(header.document(Kind.KEY_OBJECTS, slices), Concepts.OF_INTEREST, "2010", content);
    }
}
