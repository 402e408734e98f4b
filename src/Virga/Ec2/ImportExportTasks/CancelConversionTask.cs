using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Cancels an import of an instance or volume; there are none.</summary>
internal sealed class CancelConversionTask : IMutation<CancelConversionRequest, CancelConversionTaskResult>
{
    public static CancelConversionTaskResult Run(CancelConversionRequest input, Change change) =>
        throw NoTasks.Conversion(input.ConversionTaskId!);
}
