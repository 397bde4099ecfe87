/**
 * The model that ships: networks that find the cervical canal in a whole slice and judge a crop about it, what they are trained
 * on, and the file that holds them. No tensor is seen here.
 *
 * <p>Start reading at {@link org.cordscope.learning.cord.CordReader}.
 */
@NullMarked
package org.cordscope.learning.cord;

import org.jspecify.annotations.NullMarked;
