# The area under the ROC curve with pROC: the curve, DeLong's interval, and a bootstrap of patients by hand, since pROC draws
# slices. With fewer resamples than 2,000 the time of the bootstrap is scaled up.
#
#     Rscript --vanilla scripts/bench_evaluation.R million.csv [resamples]
suppressMessages(library(pROC))
arguments <- commandArgs(TRUE)
whole <- 2000
resamples <- if (length(arguments) > 1) as.integer(arguments[2]) else whole
start <- proc.time()
d <- read.csv(arguments[1], colClasses = c("character", "NULL", "integer", "numeric"))
curve <- roc(d$label, d$probability, quiet = TRUE, direction = "<", levels = c(0, 1))
interval <- ci.auc(curve, method = "delong")
before <- proc.time()
rows <- split(seq_len(nrow(d)), d$patient_id)
set.seed(1)
drawn <- replicate(resamples, {
  own <- unlist(rows[sample.int(length(rows), replace = TRUE)], use.names = FALSE)
  as.numeric(auc(roc(d$label[own], d$probability[own], quiet = TRUE, direction = "<", levels = c(0, 1))))
})
end <- proc.time()
scale <- whole / resamples
cat(sprintf("seconds %.1f\ncpu_seconds %.1f\nbootstrap_resamples %d, scaled to %d\nauc %.12f (DeLong %.6f to %.6f; patients %.6f to %.6f)\n",
            (before - start)[["elapsed"]] + scale * (end - before)[["elapsed"]],
            sum((before - start)[c("user.self", "sys.self")]) + scale * sum((end - before)[c("user.self", "sys.self")]),
            resamples, whole, as.numeric(curve$auc), interval[1], interval[3],
            quantile(drawn, 0.025), quantile(drawn, 0.975)))
