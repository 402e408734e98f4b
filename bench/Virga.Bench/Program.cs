using Virga.Bench;

var options = Options.Parse(args);
var contenders = Contender.All(options);
var report = new Report(contenders.Select(contender => contender.Name).ToList());
foreach (var contender in contenders)
{
    Console.Error.WriteLine($"bench: {contender.Name}");
    await new Scenarios(contender, options, report).RunAllAsync();
}
var page = report.ToMarkdown();
await File.WriteAllTextAsync(options.Out, page);
Console.Write(page);
return report.HasFailed ? 1 : 0;
