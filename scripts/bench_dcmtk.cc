// Rate at which dcmtk reads headers, beside `cordscope bench dicom PATH --json`: every file below a folder is loaded up to
// its pixel data, whose bytes stay in the file. One thread. The walk is part of the time, as it is for Cordscope.
//
//   g++ -O2 -std=c++17 scripts/bench_dcmtk.cc -o /tmp/bench_dcmtk -ldcmdata -loflog -lofstd
//   /tmp/bench_dcmtk PATH [REPETITIONS]
//
// Needs libdcmtk-dev. Prints one JSON object.
#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dctk.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace fs = std::filesystem;

static void walk(const fs::path& folder, long& read, long& failed) {
  std::vector<fs::path> children;
  for (const auto& entry : fs::directory_iterator(folder)) children.push_back(entry.path());
  std::sort(children.begin(), children.end());
  for (const auto& child : children) {
    if (fs::is_symlink(child)) continue;
    if (fs::is_directory(child)) {
      walk(child, read, failed);
      continue;
    }
    DcmFileFormat file;
    OFCondition status = file.loadFileUntilTag(
        child.c_str(), EXS_Unknown, EGL_noChange, DCM_MaxReadLength, ERM_autoDetect, DCM_PixelData);
    OFString series;
    Uint16 rows = 0;
    bool whole = status.good() && file.getDataset()->findAndGetOFString(DCM_SeriesInstanceUID, series).good() &&
                 file.getDataset()->findAndGetUint16(DCM_Rows, rows).good();
    ++(whole ? read : failed);
  }
}

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_dcmtk PATH [REPETITIONS]\n");
    return 2;
  }
  OFLog::configure(OFLogger::OFF_LOG_LEVEL);
  int repetitions = argc > 2 ? std::atoi(argv[2]) : 5;
  std::vector<double> runs;
  long read = 0, failed = 0;
  for (int i = -1; i < repetitions; ++i) {
    read = failed = 0;
    auto start = std::chrono::steady_clock::now();
    walk(argv[1], read, failed);
    std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    if (i >= 0) runs.push_back((read + failed) / seconds.count());
  }
  std::vector<double> sorted = runs;
  std::sort(sorted.begin(), sorted.end());
  std::printf("{\"files_per_second\": %.1f, \"files\": %ld, \"rejected\": %ld, \"threads\": 1, \"runs\": [",
              sorted.empty() ? 0.0 : sorted[sorted.size() / 2], read, failed);
  for (size_t i = 0; i < runs.size(); ++i) std::printf("%s%.1f", i ? ", " : "", runs[i]);
  std::printf("]}\n");
  return 0;
}
