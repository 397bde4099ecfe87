/**
 * What the service tells of itself: numbers, lines of a log, and a record of who did what. None of it names a patient, a study or
 * a file.
 *
 * <p>Start reading at {@link org.cordscope.service.telemetry.ServiceMetrics} and {@link
 * org.cordscope.service.telemetry.AuditLog}.
 */
@NullMarked
package org.cordscope.service.telemetry;

import org.jspecify.annotations.NullMarked;
