/**
 * What runs until it is stopped: web app, HTTP interface, watch of an archive.
 *
 * <p>Start reading at {@link org.cordscope.cli.service.WatchCommand}.
 */
@NullMarked
package org.cordscope.cli.service;

import org.jspecify.annotations.NullMarked;
