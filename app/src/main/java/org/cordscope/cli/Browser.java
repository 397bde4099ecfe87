package org.cordscope.cli;

import java.awt.Desktop;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Shows a page to the person at this machine, where there is one. */
final class Browser {
    private Browser() {}

    static void open(Path page) {
        open(page.toUri());
    }

    static void open(URI page) {
        boolean possible = !GraphicsEnvironment.isHeadless()
                && Desktop.isDesktopSupported()
                && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE);
        if (!possible) {
            System.err.println("No browser can be opened here; open the page yourself.");
            return;
        }
        try {
            Desktop.getDesktop().browse(page);
        } catch (IOException e) {
            System.err.println("The browser could not be opened: " + e.getMessage());
        }
    }
}
