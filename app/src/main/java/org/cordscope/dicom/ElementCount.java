package org.cordscope.dicom;

/**
 * Elements and items of one file, held against what real files have: a few thousand for an image, and for each frame of a
 * multi-frame image some hundred more, private ones included. So a file of a few bytes per element is refused after a fraction of
 * a million, and one that claims frames after what these may have, or after what an eighth of the memory holds, so that no file
 * ends the work on all others.
 */
final class ElementCount {
    private static final int MOST_OF_ONE_SET = 50_000;
    private static final int MOST_ELEMENTS = 200_000;
    private static final int MOST_ELEMENTS_PER_FRAME = 1_000;
    private static final long MOST_ELEMENTS_EVER =
            Math.min(4_000_000, Runtime.getRuntime().maxMemory() >> 8);
    private static final int MOST_ITEMS = 50_000;
    private static final int MOST_ITEMS_PER_FRAME = 200;
    private static final long MOST_ITEMS_EVER =
            Math.min(1_000_000, Runtime.getRuntime().maxMemory() >> 11);
    private static final int MOST_EMPTY_ITEMS = 50_000;

    private final FileBytes in;
    private long mostElements = MOST_ELEMENTS;
    private long mostItems = MOST_ITEMS;
    private int elements;
    private int items;
    private int emptyItems;

    ElementCount(FileBytes in) {
        this.in = in;
    }

    /** The file says that it has so many frames. */
    void allowFor(int frames) {
        long some = Math.max(0, frames);
        mostElements = Math.min(MOST_ELEMENTS_EVER, MOST_ELEMENTS + some * MOST_ELEMENTS_PER_FRAME);
        mostItems = Math.min(MOST_ITEMS_EVER, MOST_ITEMS + some * MOST_ITEMS_PER_FRAME);
    }

    /** @param ofSet how many the data set or item holds already */
    void element(int ofSet) throws DicomFormatException {
        if (++elements > mostElements) {
            throw in.refuse("more than " + mostElements + " elements");
        }
        if (ofSet >= MOST_OF_ONE_SET) {
            throw in.refuse("more than " + MOST_OF_ONE_SET + " elements in one data set");
        }
    }

    void item() throws DicomFormatException {
        if (++items > mostItems) {
            throw in.refuse("more than " + mostItems + " items in sequences");
        }
    }

    void emptyItem() throws DicomFormatException {
        if (++emptyItems > MOST_EMPTY_ITEMS) {
            throw in.refuse("more than " + MOST_EMPTY_ITEMS + " empty items in sequences");
        }
    }
}
