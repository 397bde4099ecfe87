/**
 * The web app of one study: labelling, adjudication, reading. Routes are thin; what they offer lies in the packages above. It
 * listens on this machine only, runs no script but its own, and asks no other address for anything.
 *
 * <p>Start reading at {@link org.cordscope.web.WebApp}; what a person may do is in {@link org.cordscope.web.access.Guard}.
 */
@NullMarked
package org.cordscope.web;

import org.jspecify.annotations.NullMarked;
