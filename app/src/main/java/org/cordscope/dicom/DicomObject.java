package org.cordscope.dicom;

/**
 * A Part 10 file in memory.
 *
 * @param meta file meta information (group 0002); empty for a file that has none
 * @param data the data set
 */
public record DicomObject(DataSet meta, DataSet data) {}
