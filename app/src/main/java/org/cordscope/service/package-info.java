/**
 * Coding as a service: uploads become jobs on the disk, jobs become results, and a job that was acknowledged is never lost. Knows
 * nothing of HTTP.
 *
 * <p>Start reading at {@link org.cordscope.service.CodingService}.
 */
@NullMarked
package org.cordscope.service;

import org.jspecify.annotations.NullMarked;
