using System.IO.Pipelines;
using Virga.Compute;
using Virga.Docker.Engine;

namespace Virga.Docker.Backend;

/// <summary>Images from and to archives on this host's disk.</summary>
internal sealed class DockerTransfer(DockerEngine engine, DockerImages images, DockerCapture capture)
{
    /// <summary>Loads an archive under the tag that the image of this AMI has.</summary>
    /// <exception cref="MachineException">It is no image that this engine loads.</exception>
    public async Task<ImportedImage> ImportAsync(
        string path, string imageId, string? architecture, CancellationToken cancellation)
    {
        var name = capture.ReferenceOf(imageId);
        Exception? broken = null;
        try
        {
            var archive = await ImageArchive.OpenAsync(
                path, EngineNameOf(architecture ?? ImageTable.HostArchitecture), cancellation).ConfigureAwait(false);
            var pipe = new Pipe();
            var writing = WriteAsync(archive, name, pipe.Writer, failure => broken = failure, cancellation);
            await using var stream = pipe.Reader.AsStream();
            await engine.Images.LoadAsync(stream, cancellation).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
            await writing.ConfigureAwait(false);
            return new(name, DockerImages.ArchitectureOf(archive.Architecture));
        }
        catch (Exception wrong) when (wrong is InvalidDataException or FileNotFoundException
            or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new MachineException("ClientError", $"No image can be read there: {wrong.Message}", wrong);
        }
        catch (DockerEngineException) when (broken is not null and not OperationCanceledException)
        {
            throw new MachineException("ClientError", $"No image can be read there: {broken.Message}", broken);
        }
        catch (DockerEngineException refusal) when (!refusal.IsUnreachable)
        {
            throw new MachineException("ClientError", refusal.EngineMessage, refusal);
        }
    }

    /// <summary>Saves an image as a docker archive; the file has its name only when it is whole.</summary>
    /// <exception cref="MachineException">The image is not there, or the file can not be written.</exception>
    public async Task ExportAsync(string reference, string path, CancellationToken cancellation)
    {
        var draft = path + ".part";
        try
        {
            var name = await images.EnsureAsync(reference, cancellation).ConfigureAwait(false);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var file = File.Create(draft))
            {
                await using var saved = await engine.Images.SaveAsync([name], cancellation).ConfigureAwait(false);
                await saved.CopyToAsync(file, cancellation).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch (Exception wrong) when (wrong is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw new MachineException("ClientError", $"The archive can not be written: {wrong.Message}", wrong);
        }
        catch (DockerEngineException refusal) when (!refusal.IsUnreachable)
        {
            throw new MachineException("ServerError", refusal.EngineMessage, refusal);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static string EngineNameOf(string architecture) => architecture == "arm64" ? "arm64" : "amd64";

    /// <summary>What goes wrong on this side ends the engine's reading with the same failure.</summary>
    private static async Task WriteAsync(
        ImageArchive archive, string name, PipeWriter target, Action<Exception> failed, CancellationToken cancellation)
    {
        try
        {
            await archive.WriteAsync(target.AsStream(leaveOpen: true), name, cancellation).ConfigureAwait(false);
            await target.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or OperationCanceledException
            or FormatException or InvalidOperationException)
        {
            failed(failure);
            await target.CompleteAsync(failure).ConfigureAwait(false);
        }
    }
}
