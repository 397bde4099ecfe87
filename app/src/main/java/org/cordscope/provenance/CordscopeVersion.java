package org.cordscope.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that this copy of Cordscope was built as, from the properties that Maven puts into the jar. */
public final class CordscopeVersion {
    private static final String BUILD_RECORD = "/META-INF/maven/org.cordscope/cordscope/pom.properties";

    private CordscopeVersion() {}

    /** For example {@code 0.1.0}; {@code development} where the classes do not come from a jar. */
    public static String current() {
        try (InputStream in = CordscopeVersion.class.getResourceAsStream(BUILD_RECORD)) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "development");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
