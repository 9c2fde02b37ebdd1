export { Agenda } from './agenda';
export { AgendaDates } from './agenda-dates';
export { CollaborationResolver } from './collaboration.resolver';
export { MeetingInputRow } from './meeting-input.entity';
export { MeetingInputReader } from './meeting-input.reader';
export { MeetingInputService } from './meeting-input.service';
export { MEETING_INPUT_WALL } from './meeting-input.wall';
export { MeetingSubjectSource } from './meeting-subject-source';
