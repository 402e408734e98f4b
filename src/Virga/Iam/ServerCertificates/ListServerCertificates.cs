using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServerCertificates;

/// <summary>Lists certificates.</summary>
internal sealed class ListServerCertificates : IQuery<ListServerCertificatesRequest, ListServerCertificatesResponse>
{
    public static ListServerCertificatesResponse Run(ListServerCertificatesRequest input, WorldView at)
    {
        var rows = at.Rows<ServerCertificateRow>()
            .Where(row => row.Path.StartsWith(input.PathPrefix ?? "/", StringComparison.Ordinal));
        var page = IamPage.Of(rows, row => row.Id, input.MaxItems, input.Marker);
        return new()
        {
            ServerCertificateMetadataList =
                [.. page.Items.Select(row => ServerCertificateView.Of(row, at.Account))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
