package org.cordscope.cli.coding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.inference.Ensemble;
import org.cordscope.inference.Judges;
import org.cordscope.inference.cord.CordJudges;
import org.cordscope.learning.Channels;
import org.cordscope.learning.Precision;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordReader;
import org.cordscope.learning.torch.TorchClassifier;
import org.cordscope.learning.torch.TorchCordReader;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.pacs.result.Algorithm;
import org.cordscope.pacs.result.CordMaps;
import org.cordscope.pacs.result.CordPictures;
import org.cordscope.pacs.result.MappedPictures;
import org.cordscope.pacs.result.SliceMaps;
import org.cordscope.pacs.result.SlicePictures;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/** What codes, loaded: the model that ships, one like it, or trained classifiers of whole slices. */
public final class OpenModel implements AutoCloseable {
    private final Judges judges;
    private final @Nullable CordReader cord;
    private final List<String> sha256;
    private final Precision precision;
    private final SlicePictures plain;
    private final @Nullable MappedPictures mapped;
    private final List<Runnable> ends = new ArrayList<>();

    private OpenModel(CordModel model, Precision precision, @Nullable Double threshold, boolean mirrored) {
        TorchCordReader reader = TorchCordReader.of(model, precision);
        ends.add(reader::close);
        this.judges = new CordJudges(reader, threshold, mirrored);
        this.cord = reader;
        this.sha256 = List.of(model.sha256());
        this.precision = precision;
        this.plain = new CordPictures();
        this.mapped = null;
    }

    private OpenModel(List<Path> files, Precision precision, @Nullable Double threshold, boolean mirrored) {
        List<SliceClassifier> members = new ArrayList<>();
        for (Path file : files) {
            SliceClassifier member = TorchClassifier.open(file, precision);
            members.add(member);
            ends.add(member::close);
        }
        this.judges = new Ensemble(members, threshold, mirrored);
        this.cord = null;
        this.sha256 = members.stream().map(SliceClassifier::sha256).toList();
        this.precision = precision;
        SliceClassifier first = members.get(0);
        Preprocessing seen = first.recipe().preprocessing();
        this.plain = SlicePictures.plain(seen);
        if (files.size() == 1 && first.recipe().network().channels() == Channels.GREY_REPEATED) {
            LateMapper mapper = new LateMapper(files.get(0));
            ends.add(mapper::close);
            this.mapped = new MappedPictures(seen, mapper);
        } else {
            this.mapped = null;
        }
    }

    /**
     * Loads models.
     *
     * @param files none for the one that ships; several classifiers code together
     * @param precision null for the faster one of this machine
     * @param threshold null for the models' own
     * @param mirrored whether a single model is asked about mirror images too
     */
    public static OpenModel of(
            List<Path> files, @Nullable Precision precision, @Nullable Double threshold, boolean mirrored) {
        mustExist(files);
        Precision used = precision == null ? TorchClassifier.fastestPrecision() : precision;
        if (used == Precision.INT8 && areOfTheCord(files)) {
            throw new UserFacingException(
                    "The model that ships, and others of the cord, have no form in eight bits.",
                    "Leave out --precision int8, or give a file of `cordscope model quantise` with --model.");
        }
        Int8Warning.of(files, used);
        if (files.isEmpty()) {
            return new OpenModel(CordModel.shipped(), used, threshold, mirrored);
        }
        if (files.stream().noneMatch(CordModel::claims)) {
            return new OpenModel(files, used, threshold, mirrored);
        }
        if (files.size() > 1) {
            throw new IllegalArgumentException("models of `cord train` are ensembles already: give --model once");
        }
        return new OpenModel(CordModel.read(files.get(0)), used, threshold, mirrored);
    }

    /** Whether the model is one that ships or one like it, whose probability is the mean over a slice and its mirror image. */
    public static boolean areOfTheCord(List<Path> files) {
        return files.isEmpty() || files.stream().anyMatch(CordModel::claims);
    }

    /** Refuses paths where nothing is, before anything else is done. */
    public static void mustExist(List<Path> files) {
        for (Path file : files) {
            Inputs.mustExist(file, "Check the path, or leave out --model for the model that ships.");
        }
    }

    /** A model that may be left out as a list, empty for the one that ships. */
    public static List<Path> files(@Nullable Path file) {
        return file == null ? List.of() : List.of(file);
    }

    /** What judges slices. */
    public Judges judges() {
        return judges;
    }

    /** The reader that finds the cord; empty where classifiers see whole slices. */
    public Optional<CordReader> cord() {
        return Optional.ofNullable(cord);
    }

    /** Of each model. */
    List<String> sha256() {
        return sha256;
    }

    Precision precision() {
        return precision;
    }

    DecisionThreshold threshold() {
        return judges.threshold();
    }

    /** Null where any compressed slice is enough to call a scan so. */
    @Nullable DecisionThreshold scanThreshold() {
        return judges.scanThreshold();
    }

    /** Pictures under activation maps; null but for one classifier that sees one slice at a time. */
    public @Nullable MappedPictures mapped() {
        return mapped;
    }

    /** Maps as numbers; null where the model has none: several classifiers together, or one that sees neighbouring slices. */
    public @Nullable SliceMaps maps() {
        return cord != null ? new CordMaps(cord) : mapped;
    }

    /** Pictures for a montage: with contours where the model finds the cord, else with maps where there are any and they are wanted. */
    public SlicePictures pictures(boolean maps) {
        return maps && mapped != null ? mapped : plain;
    }

    /** What results name as their maker. */
    public Algorithm algorithm() {
        DecisionThreshold ofScans = scanThreshold();
        return new Algorithm(
                CordscopeVersion.current(),
                sha256.get(0),
                threshold().value(),
                precision.name().toLowerCase(Locale.ROOT),
                ofScans == null ? null : ofScans.value());
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }
}
