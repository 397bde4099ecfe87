package org.cordscope.service;

/**
 * What an upload was found to hold.
 *
 * @param key names its images, the same for the same ones however they were sent
 * @param instances usable DICOM files
 * @param unusable other files
 * @param bytes as they came
 */
record Receipt(String key, int instances, int unusable, long bytes) {}
