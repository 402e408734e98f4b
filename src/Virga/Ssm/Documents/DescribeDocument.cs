using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Documents;

/// <summary>Shows a document without its content.</summary>
internal sealed class DescribeDocument : IQuery<DescribeDocumentRequest, DescribeDocumentResult>
{
    public static DescribeDocumentResult Run(DescribeDocumentRequest input, WorldView at)
    {
        DocumentCatalogue.Check(input.Name, input.DocumentVersion);
        return new()
        {
            Document = new()
            {
                Hash = DocumentCatalogue.Hash,
                HashType = "Sha256",
                Name = DocumentCatalogue.ShellScript,
                Owner = "Amazon",
                CreatedDate = DocumentCatalogue.Created,
                Status = "Active",
                DocumentVersion = "1",
                Description = "Runs lines of a shell script in the guest.",
                Parameters = DocumentCatalogue.Parameters,
                PlatformTypes = ["Linux"],
                DocumentType = "Command",
                SchemaVersion = "1.2",
                LatestVersion = "1",
                DefaultVersion = "1",
                DocumentFormat = "JSON",
                Tags = [],
            },
        };
    }
}
