using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Documents;

/// <summary>Lists the documents that work here.</summary>
internal sealed class ListDocuments : IQuery<ListDocumentsRequest, ListDocumentsResult>
{
    public static ListDocumentsResult Run(ListDocumentsRequest input, WorldView at)
    {
        var isAsked = (input.Filters ?? []).TrueForAll(filter => Fits(filter.Key ?? "", filter.Values ?? []))
            && (input.DocumentFilterList ?? []).TrueForAll(filter => Fits(filter.Key ?? "", [filter.Value ?? ""]));
        return new()
        {
            DocumentIdentifiers = isAsked
                ?
                [
                    new()
                    {
                        Name = DocumentCatalogue.ShellScript,
                        CreatedDate = DocumentCatalogue.Created,
                        Owner = "Amazon",
                        PlatformTypes = ["Linux"],
                        DocumentVersion = "1",
                        DocumentType = "Command",
                        SchemaVersion = "1.2",
                        DocumentFormat = "JSON",
                        Tags = [],
                    },
                ]
                : [],
        };
    }

    private static bool Fits(string key, List<string> values) => key switch
    {
        "Name" => values.Exists(one => DocumentCatalogue.ShellScript.StartsWith(one, StringComparison.Ordinal)),
        "Owner" => values.Exists(one => one is "Amazon" or "Public" or "All"),
        "PlatformTypes" => values.Contains("Linux"),
        "DocumentType" => values.Contains("Command"),
        _ when key.StartsWith("tag:", StringComparison.Ordinal) => false,
        "SearchKeyword" => values.Exists(
            one => DocumentCatalogue.ShellScript.Contains(one, StringComparison.OrdinalIgnoreCase)),
        _ => throw SsmErrors.InvalidFilterKey(key),
    };
}
