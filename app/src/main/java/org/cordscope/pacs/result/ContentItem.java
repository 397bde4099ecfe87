package org.cordscope.pacs.result;

import java.util.List;
import org.cordscope.dicom.Code;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.Vr;

/** Items of a document's content tree (PS3.3 C.17.3), by their relation to the item above. */
final class ContentItem {
    static final String CONTAINS = "CONTAINS";
    static final String CONCEPT_MOD = "HAS CONCEPT MOD";
    static final String OBS_CONTEXT = "HAS OBS CONTEXT";
    static final String INFERRED_FROM = "INFERRED FROM";

    private ContentItem() {}

    /** Makes {@code data} the root of a tree: a container that follows a template of DCMR. */
    static DataSet root(DataSet data, Code title, String template, List<DataSet> children) {
        return data.set(Tag.VALUE_TYPE, Vr.CS, "CONTAINER")
                .setItems(Tag.CONCEPT_NAME_CODE_SEQUENCE, title.item())
                .set(Tag.CONTINUITY_OF_CONTENT, Vr.CS, "SEPARATE")
                .setItems(
                        Tag.CONTENT_TEMPLATE_SEQUENCE,
                        List.of(new DataSet()
                                .set(Tag.MAPPING_RESOURCE, Vr.CS, "DCMR")
                                .set(Tag.TEMPLATE_IDENTIFIER, Vr.CS, template)))
                .setItems(Tag.CONTENT_SEQUENCE, children);
    }

    static DataSet container(Code name, List<DataSet> children) {
        return item(CONTAINS, "CONTAINER")
                .setItems(Tag.CONCEPT_NAME_CODE_SEQUENCE, name.item())
                .set(Tag.CONTINUITY_OF_CONTENT, Vr.CS, "SEPARATE")
                .setItems(Tag.CONTENT_SEQUENCE, children);
    }

    static DataSet code(String relation, Code name, Code value) {
        return item(relation, "CODE")
                .setItems(Tag.CONCEPT_NAME_CODE_SEQUENCE, name.item())
                .setItems(Tag.CONCEPT_CODE_SEQUENCE, value.item());
    }

    static DataSet text(String relation, Code name, String value) {
        return item(relation, "TEXT")
                .setItems(Tag.CONCEPT_NAME_CODE_SEQUENCE, name.item())
                .set(Tag.TEXT_VALUE, Vr.UT, value);
    }

    static DataSet uid(String relation, Code name, String value) {
        return item(relation, "UIDREF")
                .setItems(Tag.CONCEPT_NAME_CODE_SEQUENCE, name.item())
                .set(Tag.UID, Vr.UI, value);
    }

    /** @param value decimal text of at most 16 characters */
    static DataSet number(Code name, String value, Code units, List<DataSet> children) {
        DataSet measured = new DataSet()
                .setItems(Tag.MEASUREMENT_UNITS_CODE_SEQUENCE, units.item())
                .set(Tag.NUMERIC_VALUE, Vr.DS, value);
        DataSet number = item(CONTAINS, "NUM")
                .setItems(Tag.CONCEPT_NAME_CODE_SEQUENCE, name.item())
                .setItems(Tag.MEASURED_VALUE_SEQUENCE, List.of(measured));
        return children.isEmpty() ? number : number.setItems(Tag.CONTENT_SEQUENCE, children);
    }

    /** A text that says something of images. */
    static DataSet textOn(Code name, String value, List<DataSet> images) {
        return text(CONTAINS, name, value).setItems(Tag.CONTENT_SEQUENCE, images);
    }

    /** An image that stands for itself. */
    static DataSet image(DataSet reference) {
        return item(CONTAINS, "IMAGE").setItems(Tag.REFERENCED_SOP_SEQUENCE, List.of(reference));
    }

    /** An image that a number was measured on. */
    static DataSet measuredOn(Code name, DataSet reference) {
        return item(INFERRED_FROM, "IMAGE")
                .setItems(Tag.CONCEPT_NAME_CODE_SEQUENCE, name.item())
                .setItems(Tag.REFERENCED_SOP_SEQUENCE, List.of(reference));
    }

    private static DataSet item(String relation, String type) {
        return new DataSet().set(Tag.RELATIONSHIP_TYPE, Vr.CS, relation).set(Tag.VALUE_TYPE, Vr.CS, type);
    }
}
