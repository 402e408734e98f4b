using Virga.Wire.Generator;

// usage: Virga.Wire.Generator <root of the repository> [--check]
var root = args.Length > 0 ? args[0] : ".";
var output = new GeneratedFiles(Path.Combine(root, "src", "Virga.Wire", "Generated"));
var files = ServiceWriter.WriteAll(Path.Combine(root, "models"));
if (!args.Contains("--check"))
{
    output.Replace(files);
    Console.WriteLine($"{files.Count} files, {files.Values.Sum(text => text.Count(c => c == '\n'))} lines");
    return 0;
}
var stale = output.Stale(files);
foreach (var path in stale)
    Console.Error.WriteLine($"stale: src/Virga.Wire/Generated/{path}");
if (stale.Count > 0)
    Console.Error.WriteLine("Run ./virga gen and commit what it writes.");
return stale.Count > 0 ? 1 : 0;
