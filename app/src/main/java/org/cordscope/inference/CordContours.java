package org.cordscope.inference;

/**
 * Lines around what was taken for cord and for canal, as SVG paths ({@code M x y L x y} for each piece) in pixels of the crop
 * that was judged, the middle of its first pixel at 0 0; empty where nothing was.
 *
 * @param canal fluid and cord together
 */
public record CordContours(String cord, String canal) {}
