package org.cordscope.learning.initial;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Weights that somebody publishes under a fixed address and hash.
 *
 * @param name what they are called here
 * @param architecture the trunk they are for
 * @param address where they are published
 * @param sha256 hash of the file, in lower-case hexadecimal
 */
public record PublishedWeights(String name, String architecture, URI address, String sha256) {
    /** Torchvision's, learned on ImageNet-1k; the ends of the file names are the beginnings of the hashes. */
    private static final List<PublishedWeights> ALL = List.of(
            torchvision(
                    "resnet50-imagenet",
                    "resnet50",
                    "resnet50-0676ba61.pth",
                    "0676ba61b6795bbe1773cffd859882e5e297624d384b6993f7c9e683e722fb8a"),
            torchvision(
                    "resnet50-imagenet-v2",
                    "resnet50",
                    "resnet50-11ad3fa6.pth",
                    "11ad3fa62ca79e40addfd354a8ec4b7c75143b3038b8d2a807fbc68deab379ca"),
            torchvision(
                    "resnet34-imagenet",
                    "resnet34",
                    "resnet34-b627a593.pth",
                    "b627a593bcbe140c234610266fe4f8ae95ea42fc881d091c9b6052e6b1d0590f"),
            torchvision(
                    "resnet18-imagenet",
                    "resnet18",
                    "resnet18-f37072fd.pth",
                    "f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec"));

    public PublishedWeights {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
    }

    private static PublishedWeights torchvision(String name, String architecture, String file, String sha256) {
        return new PublishedWeights(
                name, architecture, URI.create("https://download.pytorch.org/models/" + file), sha256);
    }

    /** All that can be fetched by name. */
    public static List<PublishedWeights> all() {
        return ALL;
    }

    /** The weights of a name. */
    public static PublishedWeights named(String name) {
        return ALL.stream()
                .filter(weights -> weights.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No weights are published as " + name + "; there are "
                        + String.join(
                                ", ", ALL.stream().map(PublishedWeights::name).toList())));
    }

    /** The weights that a file of this hash is. */
    static Optional<PublishedWeights> ofHash(String sha256) {
        return ALL.stream().filter(weights -> weights.sha256().equals(sha256)).findFirst();
    }
}
