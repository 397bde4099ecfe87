package org.cordscope.pacs.dicomweb;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.study.ContentUid;

/**
 * Files as one multipart/related body, streamed from the disk, its length known before.
 *
 * @param boundary does not occur in the files: it is drawn from a hash of their names
 */
record MultipartBody(String boundary, List<Path> files) {

    static MultipartBody of(List<Path> files) {
        String[] names = files.stream().map(Path::toString).toArray(String[]::new);
        return new MultipartBody("cordscope-" + ContentUid.of(names), List.copyOf(files));
    }

    String contentType() {
        return "multipart/related; type=\"application/dicom\"; boundary=" + boundary;
    }

    BodyPublisher publisher() throws FileNotFoundException {
        List<BodyPublisher> pieces = new ArrayList<>();
        for (Path file : files) {
            pieces.add(BodyPublishers.ofString("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n"));
            pieces.add(BodyPublishers.ofFile(file));
            pieces.add(BodyPublishers.ofString("\r\n"));
        }
        pieces.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return BodyPublishers.concat(pieces.toArray(BodyPublisher[]::new));
    }
}
