/**
 * Shared vocabulary of all packages: identifiers, geometry, one slice with its pixels, what a header said; and the manners
 * that all work keeps: how it reports, stops, refuses, and writes a file. JDK only.
 *
 * <p>Start reading at {@link org.cordscope.study.InstanceHeader} (what a file says of itself) and {@link
 * org.cordscope.study.SliceImage} (what a network sees).
 */
@NullMarked
package org.cordscope.study;

import org.jspecify.annotations.NullMarked;
