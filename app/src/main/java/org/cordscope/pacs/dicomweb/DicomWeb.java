package org.cordscope.pacs.dicomweb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.TransferSyntax;
import org.cordscope.pacs.dicomweb.ArchiveException.Kind;

/** The three services of DICOMweb that Cordscope uses (PS3.18 chapters 10.4 to 10.6). */
public final class DicomWeb {
    private static final String JSON = "application/dicom+json";
    private static final int PAGE = 200;
    private static final int MOST_RESULTS = 1_000_000;
    private static final Pattern NO_IMAGE = Pattern.compile("text/.*|application/(json|xml|dicom\\+(json|xml))");
    private static final int CONFLICT = 409;
    private static final int NO_CONTENT = 204;
    private static final List<String> SYNTAXES = List.of("1.2.840.10008.1.2.1", "*");

    private final ArchiveHttp http;
    private final long mostBytes;

    /**
     * A client.
     *
     * @param http whose root is that of the DICOMweb services
     * @param mostBytes of one retrieval; more is refused
     */
    public DicomWeb(ArchiveHttp http, long mostBytes) {
        this.http = http;
        this.mostBytes = mostBytes;
    }

    /** QIDO-RS for studies, page by page. */
    public List<DataSet> searchStudies(Map<String, String> query) throws IOException, InterruptedException {
        return search("a search for studies", "/studies", query, Tag.STUDY_INSTANCE_UID);
    }

    /** QIDO-RS for the series of a study. */
    public List<DataSet> searchSeries(String studyUid) throws IOException, InterruptedException {
        String path = "/studies/" + uid(studyUid) + "/series";
        return search("a search for series", path, Map.of(), Tag.SERIES_INSTANCE_UID);
    }

    /** QIDO-RS for the instances of a study: how many there are, for archives whose search for studies does not say. */
    public int countInstances(String studyUid) throws IOException, InterruptedException {
        String path = "/studies/" + uid(studyUid) + "/instances";
        return search("a search for instances", path, Map.of(), Tag.SOP_INSTANCE_UID)
                .size();
    }

    /**
     * Asks until a page brings nothing new: archives may give less than was asked for, or know no pages at all. One that gives
     * the same full page again knows a limit but no offset, and is asked without either.
     */
    private List<DataSet> search(String what, String path, Map<String, String> query, int key)
            throws IOException, InterruptedException {
        Map<String, DataSet> found = new LinkedHashMap<>();
        for (int offset = 0; offset < MOST_RESULTS; ) {
            Map<String, String> paged = new LinkedHashMap<>(query);
            paged.put("limit", Integer.toString(PAGE));
            paged.put("offset", Integer.toString(offset));
            int before = found.size();
            int size = searchOnce(what, path, paged, key, found);
            if (found.size() == before) {
                if (size > 0 && before == PAGE) {
                    searchOnce(what, path, query, key, found);
                }
                return List.copyOf(found.values());
            }
            offset += size;
        }
        throw new ArchiveException(Kind.REFUSED, "the archive has more than " + MOST_RESULTS + " results for " + what);
    }

    /** Adds what is new by its key; the number of results. */
    private int searchOnce(String what, String path, Map<String, String> query, int key, Map<String, DataSet> found)
            throws IOException, InterruptedException {
        String parameters = query.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        List<DataSet> results = list(what, path + (parameters.isEmpty() ? "" : "?" + parameters));
        results.forEach(data -> data.string(key).ifPresent(uid -> found.putIfAbsent(uid, data)));
        return results.size();
    }

    /** An answer that is no list, such as an error's words with status 200, is none. */
    private List<DataSet> list(String what, String path) throws IOException, InterruptedException {
        JsonNode answer = http.json(what, path, JSON);
        if (!answer.isArray() && !answer.isMissingNode() && !answer.isNull()) {
            throw ArchiveException.unexpected("the archive's answer to " + what + " is no list");
        }
        List<DataSet> list = new ArrayList<>();
        for (JsonNode object : answer) {
            list.add(DicomJson.dataSet(object));
        }
        return list;
    }

    /** WADO-RS metadata of a series: a data set for each instance, without pixels. */
    public List<DataSet> metadata(String studyUid, String seriesUid) throws IOException, InterruptedException {
        return list("a request for metadata", "/studies/" + uid(studyUid) + "/series/" + uid(seriesUid) + "/metadata");
    }

    /**
     * WADO-RS of a series into a folder, a file for each instance; uncompressed where the archive can do so, else as it keeps
     * them.
     *
     * @param images that the series has by its metadata
     * @throws ArchiveException also where the archive gives fewer
     */
    public List<Path> retrieve(String studyUid, String seriesUid, int images, Path folder)
            throws IOException, InterruptedException {
        List<Path> files = retrieve("/studies/" + uid(studyUid) + "/series/" + uid(seriesUid), folder);
        if (files.size() < images) {
            throw ArchiveException.unexpected("the archive gave " + files.size() + " of " + images + " images");
        }
        return files;
    }

    /**
     * WADO-RS of single instances, each into a folder of its own: for a series that the archive cannot give as a whole.
     *
     * @return what it could not give, one reason for each instance
     * @throws ArchiveException where it gives none of them, or cannot be reached, or does not allow it
     */
    public List<String> retrieveEach(String studyUid, String seriesUid, List<String> instanceUids, Path folder)
            throws IOException, InterruptedException {
        List<String> missing = new ArrayList<>();
        for (String instance : instanceUids) {
            String path = "/studies/" + uid(studyUid) + "/series/" + uid(seriesUid) + "/instances/" + uid(instance);
            try {
                retrieve(path, folder.resolve(String.format(Locale.ROOT, "%06d", instanceUids.indexOf(instance) + 1)));
            } catch (ArchiveException e) {
                boolean ofThisOne = e.kind() == Kind.REFUSED || e.kind() == Kind.PASSING;
                if (!ofThisOne || missing.size() + 1 == instanceUids.size()) {
                    throw e;
                }
                missing.add(String.valueOf(e.getMessage()));
            }
        }
        return missing;
    }

    private List<Path> retrieve(String path, Path folder) throws IOException, InterruptedException {
        for (String syntax : SYNTAXES) {
            try {
                return retrieveAs(syntax, path, folder);
            } catch (ArchiveException e) {
                boolean last = syntax.equals(SYNTAXES.get(SYNTAXES.size() - 1));
                boolean cannotConvert =
                        e.status() == 406 || e.status() == 400 || e.status() == 415 || e.status() >= 500;
                if (last || !cannotConvert) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException("there is a last syntax");
    }

    private List<Path> retrieveAs(String syntax, String path, Path folder) throws IOException, InterruptedException {
        String accept = "multipart/related; type=\"application/dicom\"; transfer-syntax=" + syntax;
        return http.ask(
                "a request for images",
                () -> HttpRequest.newBuilder(http.address(path)).header("Accept", accept),
                (response, body) -> {
                    List<Path> files = response.statusCode() == NO_CONTENT
                            ? List.of()
                            : files(
                                    response.headers()
                                            .firstValue("Content-Type")
                                            .orElse(""),
                                    body,
                                    folder);
                    if (files.isEmpty()) {
                        throw new ArchiveException(Kind.REFUSED, "the archive gave no image");
                    }
                    return files;
                });
    }

    /** Puts the bytes of one image out. */
    @FunctionalInterface
    private interface Image {
        void copyTo(OutputStream out) throws IOException;
    }

    /** Of an answer with many parts, or of the single image that some archives send without any. */
    private List<Path> files(String contentType, InputStream body, Path folder) throws IOException {
        Files.createDirectories(folder);
        InputStream bounded = new BoundedStream(body, mostBytes);
        List<Path> files = new ArrayList<>();
        if (contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/dicom")) {
            files.add(file(folder, 1, bounded::transferTo));
            return files;
        }
        MultipartReader parts = MultipartReader.of(bounded, contentType);
        while (parts.next()) {
            if (NO_IMAGE.matcher(parts.type()).matches()) {
                parts.copyTo(OutputStream.nullOutputStream()); // words about an image that cannot be given
            } else {
                files.add(file(folder, files.size() + 1, parts::copyTo));
            }
        }
        return files;
    }

    /** A numbered file: nothing that an archive says becomes a name. An earlier attempt's is written over. */
    private static Path file(Path folder, int number, Image image) throws IOException {
        Path file = folder.resolve(String.format(Locale.ROOT, "%06d.dcm", number));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            image.copyTo(out);
        }
        return file;
    }

    /**
     * STOW-RS of files that belong to one study, streamed. What the archive has already counts as stored.
     *
     * @throws ArchiveException where it has not taken all of them
     */
    public void store(String studyUid, List<Path> files) throws IOException, InterruptedException {
        MultipartBody multipart = MultipartBody.of(files);
        StoreAnswer answer = http.ask(
                "a request to store results",
                () -> {
                    try {
                        return HttpRequest.newBuilder(http.address("/studies/" + uid(studyUid)))
                                .header("Content-Type", multipart.contentType())
                                .header("Accept", JSON)
                                .POST(multipart.publisher());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                DicomWeb::answer);
        answer.check(files.size());
    }

    /** An answer in XML, which was not asked for, counts by its status; what a proxy or a page to sign in at says does not. */
    private static StoreAnswer answer(HttpResponse<?> response, InputStream body) throws IOException {
        boolean xml = response.headers()
                .firstValue("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/dicom+xml");
        try {
            JsonNode json = xml ? MissingNode.getInstance() : ArchiveHttp.parse("a request to store results", body);
            return StoreAnswer.of(response.statusCode(), json);
        } catch (ArchiveException e) {
            if (response.statusCode() == CONFLICT) {
                return StoreAnswer.of(CONFLICT, MissingNode.getInstance()); // whatever else it says
            }
            throw e;
        }
    }

    /** What goes into an address is digits and points. */
    private static String uid(String uid) throws ArchiveException {
        if (!TransferSyntax.isUid(uid)) {
            throw new ArchiveException(Kind.REFUSED, "the archive has a UID that DICOM does not allow");
        }
        return uid;
    }
}
