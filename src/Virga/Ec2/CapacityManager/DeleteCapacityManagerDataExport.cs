using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityManager;

/// <summary>Deletes an export of the capacity manager; there are none.</summary>
internal sealed class DeleteCapacityManagerDataExport
    : IMutation<DeleteCapacityManagerDataExportRequest, DeleteCapacityManagerDataExportResult>
{
    public static DeleteCapacityManagerDataExportResult Run(
        DeleteCapacityManagerDataExportRequest input, Change change) =>
        throw NoDataExports.Absent(input.CapacityManagerDataExportId!);
}
