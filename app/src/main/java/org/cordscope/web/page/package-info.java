/**
 * Pages as HTML, built from typed pieces that escape all text; no template language, nothing to run before the server starts.
 *
 * <p>Start reading at {@link org.cordscope.web.page.Layout}. All words are in {@code texts.properties}.
 */
@NullMarked
package org.cordscope.web.page;

import org.jspecify.annotations.NullMarked;
