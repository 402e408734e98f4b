using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityManager;

/// <summary>Would write what is collected into a bucket every hour; nothing is collected.</summary>
internal sealed class CreateCapacityManagerDataExport
    : IMutation<CreateCapacityManagerDataExportRequest, CreateCapacityManagerDataExportResult>
{
    public static CreateCapacityManagerDataExportResult Run(
        CreateCapacityManagerDataExportRequest input, Change change) =>
        throw NoDataExports.Off();
}
