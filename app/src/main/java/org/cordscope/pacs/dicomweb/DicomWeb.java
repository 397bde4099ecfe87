package org.cordscope.pacs.dicomweb;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Tag;
import org.cordscope.dicom.TransferSyntax;
import org.cordscope.pacs.dicomweb.ArchiveException.Kind;

/** The three services of DICOMweb that Cordscope uses (PS3.18 chapters 10.4 to 10.6). */
public final class DicomWeb {
    private static final String JSON = "application/dicom+json";
    private static final int PAGE = 200;
    private static final int MOST_RESULTS = 1_000_000;
    private static final int ALREADY_THERE = 0x0111; // duplicate SOP instance, PS3.7 annex C.5.12
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

    /** Asks until a page brings nothing new: archives may give less than was asked for, or know no pages at all. */
    private List<DataSet> search(String what, String path, Map<String, String> query, int key)
            throws IOException, InterruptedException {
        List<DataSet> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int offset = 0; offset < MOST_RESULTS; ) {
            StringBuilder address = new StringBuilder(path + "?limit=" + PAGE + "&offset=" + offset);
            query.forEach((name, value) -> address.append('&')
                    .append(name)
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
            JsonNode page = http.json(what, address.toString(), JSON);
            int before = seen.size();
            int size = 0;
            for (JsonNode object : page) {
                DataSet data = DicomJson.dataSet(object);
                size++;
                data.string(key).filter(seen::add).ifPresent(uid -> found.add(data));
            }
            if (seen.size() == before) {
                return found;
            }
            offset += size;
        }
        throw new ArchiveException(Kind.REFUSED, "the archive has more than " + MOST_RESULTS + " results for " + what);
    }

    /** WADO-RS metadata of a series: a data set for each instance, without pixels. */
    public List<DataSet> metadata(String studyUid, String seriesUid) throws IOException, InterruptedException {
        JsonNode list = http.json(
                "a request for metadata",
                "/studies/" + uid(studyUid) + "/series/" + uid(seriesUid) + "/metadata",
                JSON);
        List<DataSet> instances = new ArrayList<>();
        for (JsonNode object : list) {
            instances.add(DicomJson.dataSet(object));
        }
        return instances;
    }

    /**
     * WADO-RS of a series into a folder, a file for each instance; uncompressed where the archive can do so, else as it keeps
     * them.
     */
    public List<Path> retrieve(String studyUid, String seriesUid, Path folder)
            throws IOException, InterruptedException {
        return retrieve("/studies/" + uid(studyUid) + "/series/" + uid(seriesUid), folder);
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
                (response, body) ->
                        files(response.headers().firstValue("Content-Type").orElse(""), body, folder));
    }

    /** Numbered files: nothing that an archive says becomes a name. An earlier attempt's are written over. */
    private List<Path> files(String contentType, InputStream body, Path folder) throws IOException {
        Files.createDirectories(folder);
        MultipartReader parts = MultipartReader.of(new BoundedStream(body, mostBytes), contentType);
        List<Path> files = new ArrayList<>();
        while (parts.next()) {
            Path file = folder.resolve(String.format(Locale.ROOT, "%06d.dcm", files.size() + 1));
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                parts.copyTo(out);
            }
            files.add(file);
        }
        return files;
    }

    /**
     * STOW-RS of files that belong to one study, streamed. What the archive has already counts as stored.
     *
     * @throws ArchiveException where it has not taken all of them
     */
    public void store(String studyUid, List<Path> files) throws IOException, InterruptedException {
        MultipartBody multipart = MultipartBody.of(files);
        JsonNode answer = http.ask(
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
                (response, body) -> ArchiveHttp.parse("a request to store results", body));
        DataSet result = DicomJson.dataSet(answer);
        List<DataSet> failed = result.items(Tag.FAILED_SOP_SEQUENCE).stream()
                .filter(item -> item.integer(Tag.FAILURE_REASON).orElse(0) != ALREADY_THERE)
                .toList();
        if (!failed.isEmpty()) {
            throw new ArchiveException(
                    Kind.PASSING,
                    "the archive did not store " + failed.size() + " of " + files.size() + " results (reason "
                            + failed.get(0).integer(Tag.FAILURE_REASON).orElse(0) + ")");
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
