using Virga.Service;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Documents;

/// <summary>Shows the content of a document.</summary>
internal sealed class GetDocument : IQuery<GetDocumentRequest, GetDocumentResult>
{
    public static GetDocumentResult Run(GetDocumentRequest input, WorldView at)
    {
        DocumentCatalogue.Check(input.Name, input.DocumentVersion);
        if (input.DocumentFormat is not (null or "JSON"))
            throw SsmErrors.Validation($"{DocumentCatalogue.ShellScript} is kept as JSON.");
        return new()
        {
            Name = DocumentCatalogue.ShellScript,
            CreatedDate = DocumentCatalogue.Created,
            DocumentVersion = "1",
            Status = "Active",
            Content = DocumentCatalogue.Content,
            DocumentType = "Command",
            DocumentFormat = "JSON",
        };
    }
}
