package org.cordscope.cli.shared;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.URI;

/** Shows a page to the person at this machine, where there is one. */
public final class Browser {
    private Browser() {}

    /** Shows a page, or says on stderr that none can be shown. */
    public static void open(URI page) {
        if (!isPossible()) {
            System.err.println("No browser can be opened here; open the page yourself.");
            return;
        }
        try {
            Desktop.getDesktop().browse(page);
        } catch (IOException e) {
            System.err.println("The browser could not be opened: " + e.getMessage());
        }
    }

    /** Whether a person sits at this machine who can be shown a page. */
    public static boolean isPossible() {
        return !GraphicsEnvironment.isHeadless()
                && Desktop.isDesktopSupported()
                && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE);
    }
}
