package org.cordscope.cohort;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.provenance.Sha256;
import org.jdbi.v3.core.Handle;

/**
 * What decides in an import: the version of Cordscope and its rules, in full. Every file, scan and excluded series refers to it.
 *
 * @param hash SHA-256 of version and rules
 * @param rules as YAML
 */
record ImportProvenance(String hash, String version, String rules) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    static ImportProvenance of(SeriesRules rules) {
        try {
            String version = CordscopeVersion.current();
            String text = YAML.writeValueAsString(rules);
            return new ImportProvenance(Sha256.ofText(version + "\n" + text), version, text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of rules can be written", e);
        }
    }

    void store(Handle handle) {
        handle.createUpdate("INSERT INTO import_rules (rules_hash, version, rules) VALUES (:hash, :version, :rules)"
                        + " ON CONFLICT (rules_hash) DO NOTHING")
                .bind("hash", hash)
                .bind("version", version)
                .bind("rules", rules)
                .execute();
    }
}
