package org.cordscope.web.page;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;

/** Every text of the web app, from {@code texts.properties}: a translation is a file beside it. */
public final class Texts {
    private static final ResourceBundle BUNDLE =
            ResourceBundle.getBundle("org.cordscope.web.page.texts", Locale.ENGLISH);
    private static final String SCRIPTS = "js.";

    private Texts() {}

    public static String of(String name, Object... values) {
        String text = BUNDLE.getString(name);
        return values.length == 0 ? text : new MessageFormat(text, Locale.ENGLISH).format(values);
    }

    /** What scripts say, by names without their prefix. */
    public static Map<String, String> forScripts() {
        Map<String, String> texts = new TreeMap<>();
        for (String name : BUNDLE.keySet()) {
            if (name.startsWith(SCRIPTS)) {
                texts.put(name.substring(SCRIPTS.length()), BUNDLE.getString(name));
            }
        }
        return texts;
    }
}
