package org.cordscope.pacs.dicomweb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;

/** DICOM JSON (PS3.18 annex F) to data sets. What is not understood is left out, and bulk data are. */
final class DicomJson {
    private static final int DEEPEST = 32;

    private DicomJson() {}

    static DataSet dataSet(JsonNode object) {
        return dataSet(object, 0);
    }

    private static DataSet dataSet(JsonNode object, int depth) {
        DataSet data = new DataSet();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getKey().matches("[0-9A-Fa-f]{8}")) {
                int tag = Integer.parseUnsignedInt(field.getKey(), 16);
                vr(field.getValue()).ifPresent(vr -> put(data, tag, vr, field.getValue(), depth));
            }
        }
        return data;
    }

    private static Optional<Vr> vr(JsonNode element) {
        return Stream.of(Vr.values())
                .filter(vr -> vr.name().equals(element.path("vr").asText()))
                .findFirst();
    }

    private static void put(DataSet data, int tag, Vr vr, JsonNode element, int depth) {
        List<JsonNode> values = new ArrayList<>();
        element.path("Value").forEach(values::add);
        if (vr == Vr.SQ) {
            if (depth < DEEPEST) {
                data.setItems(
                        tag,
                        values.stream().map(item -> dataSet(item, depth + 1)).toList());
            }
        } else if (vr.isText()) {
            data.set(tag, vr, values.stream().map(DicomJson::text).toArray(String[]::new));
        } else if (element.has("InlineBinary")) {
            binary(element.path("InlineBinary").asText()).ifPresent(bytes -> data.set(tag, vr, bytes));
        } else if (vr == Vr.FL || vr == Vr.FD) {
            data.set(tag, vr, values.stream().mapToDouble(JsonNode::asDouble).toArray());
        } else if (vr == Vr.US || vr == Vr.SS || vr == Vr.UL || vr == Vr.SL) {
            data.set(tag, vr, values.stream().mapToInt(v -> (int) v.asLong()).toArray());
        }
    }

    /** A person name is an object of up to three groups. */
    private static String text(JsonNode value) {
        return value.isObject() ? value.path("Alphabetic").asText("") : value.isNull() ? "" : value.asText();
    }

    private static Optional<byte[]> binary(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
