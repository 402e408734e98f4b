using System.Text.Json.Serialization;
using Virga.Docker.Engine.Model;

namespace Virga.Docker.Engine;

/// <summary>Readers and writers of the Engine API's documents. The API's names are Pascal case, as ours.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ContainerSpec))]
[JsonSerializable(typeof(ContainerInspection))]
[JsonSerializable(typeof(List<ContainerSummary>))]
[JsonSerializable(typeof(ContainerExit))]
[JsonSerializable(typeof(ContainerUpdate))]
[JsonSerializable(typeof(PathStatus))]
[JsonSerializable(typeof(ExecSpec))]
[JsonSerializable(typeof(ExecStart))]
[JsonSerializable(typeof(ExecInspection))]
[JsonSerializable(typeof(CreatedObject))]
[JsonSerializable(typeof(EngineMessage))]
[JsonSerializable(typeof(EngineVersion))]
[JsonSerializable(typeof(EngineInfo))]
[JsonSerializable(typeof(EngineEvent))]
[JsonSerializable(typeof(VolumeSpec))]
[JsonSerializable(typeof(VolumeList))]
[JsonSerializable(typeof(NetworkSpec))]
[JsonSerializable(typeof(List<EngineNetwork>))]
[JsonSerializable(typeof(NetworkConnection))]
[JsonSerializable(typeof(List<ImageSummary>))]
[JsonSerializable(typeof(ImageInspection))]
[JsonSerializable(typeof(List<ImageLayer>))]
[JsonSerializable(typeof(ImageProgress))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
internal sealed partial class EngineJson : JsonSerializerContext;
