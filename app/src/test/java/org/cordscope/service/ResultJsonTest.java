package org.cordscope.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.CodingResult;
import org.cordscope.inference.CordContours;
import org.cordscope.inference.CordFindings;
import org.cordscope.inference.Judgement;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.study.SliceKey;
import org.junit.jupiter.api.Test;

final class ResultJsonTest {
    @Test
    void what_was_seen_of_the_cord_is_told_as_the_description_says() throws IOException {
        JsonNode described;
        try (InputStream file = ResultJson.class.getResourceAsStream("/org/cordscope/web/api/openapi.yaml")) {
            described = new YAMLMapper().readTree(file).at("/components/schemas/Slice/properties/cord/properties");
        }
        CordMeasures cord = new CordMeasures(5.5, 12.5, 54, 0.96, 0.9, 0);
        JsonNode shown =
                cord(new CordFindings(1, -2, 3, 0.9, Double.NaN, 0.8, 0.7, 0.6, cord, null, new CordContours("", "")));
        assertEquals(3, shown.get("kang_grade").asInt());
        assertEquals(5.5, shown.get("ap_mm").asDouble());
        assertTrue(shown.get("canal_ap_mm").isNull());
        assertTrue(described.size() > 0);
        shown.fieldNames().forEachRemaining(name -> assertTrue(described.has(name), name));
        assertTrue(cord(null).isNull());
    }

    private static JsonNode cord(CordFindings findings) {
        CodedSlice slice = new CodedSlice(
                new SliceKey("2.25.3", 1), 0, 0, 0.9, true, new Judgement(null, null, null, ""), findings);
        CodingResult result =
                new CodingResult(List.of(new CodedScan("2.25.1", "2.25.2", List.of(slice), 0)), List.of());
        Algorithm algorithm = new Algorithm("1.0", "ab".repeat(32), 0.5, "float32");
        return new ObjectMapper().valueToTree(ResultJson.of(result, algorithm)).at("/scans/0/slices/0/cord");
    }
}
