/**
 * Settings of the long-running commands from outside of the command line: environment variables and one file.
 *
 * <p>Start reading at {@link org.cordscope.cli.settings.LayeredDefaults}.
 */
@NullMarked
package org.cordscope.cli.settings;

import org.jspecify.annotations.NullMarked;
